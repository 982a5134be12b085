"""The hook by which whatever follows the archive (search) hears what has changed."""

from django.dispatch import Signal

#: Sent inside the transaction by bulk operations, which Django's own model signals do not see:
#: ``articles_changed.send(sender, article_ids=[…])``.
articles_changed = Signal()
