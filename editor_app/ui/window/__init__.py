"""The window around the panels: menus, docks, status, notices, the files behind it all."""
