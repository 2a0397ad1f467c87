"""The result sheet (计票结果单): its rows, its sentences, its files."""
