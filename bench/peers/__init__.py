"""Other renderers of the same scene, as a person who knows them would ask for it."""
