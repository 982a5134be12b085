"""What an article is about: the topic tree, and the words by which a topic is told."""
