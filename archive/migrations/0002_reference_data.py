"""Fills in the gazetteer and the topic tree, so that a new database is complete."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from archive.reference import load_places, load_topics


def load(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Load both tables through the models as they are at this migration."""
    load_places(apps.get_model("archive", "City"))
    load_topics(apps.get_model("archive", "Topic"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
