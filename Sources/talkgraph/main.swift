print("talkgraph")
