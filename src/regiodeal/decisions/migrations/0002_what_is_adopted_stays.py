"""The database refuses every change to an adopted list, and to a resolution at any time."""

from django.db import migrations

from regiodeal.common.append_only import Refuse, append_only

MESSAGE = "the list of this meeting is adopted and cannot be changed"
OF_MEETING = "EXISTS (SELECT 1 FROM decisions_meeting m WHERE m.id = {row}.meeting_id AND m.adopted_at IS NOT NULL)"
OF_ITEM = (
    "EXISTS (SELECT 1 FROM decisions_meeting m JOIN decisions_agendaitem i ON i.meeting_id = m.id "
    "WHERE i.id = {row}.%s AND m.adopted_at IS NOT NULL)"
)
FROZEN = {
    "decisions_attendance": OF_MEETING,
    "decisions_agendaitem": OF_MEETING,
    "decisions_agendaitem_figures": OF_ITEM % "agendaitem_id",
    "decisions_interest": OF_ITEM % "item_id",
    "decisions_vote": OF_ITEM % "item_id",
}


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("decisions", "0001_initial")]
    operations = [
        *append_only("decisions_resolution"),
        *append_only("decisions_retraction"),
        *append_only("decisions_rectification"),
        Refuse("INSERT", "decisions_resolution", MESSAGE, OF_ITEM % "item_id"),
        Refuse("UPDATE", "decisions_meeting", MESSAGE, "{row}.adopted_at IS NOT NULL"),
        Refuse("DELETE", "decisions_meeting", MESSAGE, "{row}.adopted_at IS NOT NULL"),
        *(
            Refuse(event, table, MESSAGE, when)
            for table, when in FROZEN.items()
            for event in ("INSERT", "UPDATE", "DELETE")
        ),
        Refuse("DELETE", "decisions_condition", "a condition stays with its resolution"),
        Refuse(
            "UPDATE",
            "decisions_condition",
            "of a condition only how it was met can change",
            "OLD.text <> NEW.text OR OLD.owner <> NEW.owner OR OLD.resolution_id <> NEW.resolution_id "
            "OR COALESCE(CAST(OLD.due_on AS TEXT), '') <> COALESCE(CAST(NEW.due_on AS TEXT), '') "
            "OR OLD.met_on IS NOT NULL",
        ),
    ]
