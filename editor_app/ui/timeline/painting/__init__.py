"""How the timeline looks: functions that paint what a `Stage` holds, and keep nothing."""
