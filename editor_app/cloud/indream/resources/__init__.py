"""The service's resources, one file each; every method is one call of the API."""
