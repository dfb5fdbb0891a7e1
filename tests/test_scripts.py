"""The scripts and callbacks behind all pages."""

from dashboard.app import create_dash
from tests.looks import beside, viewer
from tests.world import World


def test_they_are_there_before_the_first_requests_which_come_together(world: World) -> None:
    dash = create_dash(world.reader, title="Thử", viewer=viewer, beside=beside(world))
    assert any("page.children" in output for output in dash.callback_map)
    assert {"dash", "dash_ag_grid", "dash_mantine_components"} <= set(dash.registered_paths)
