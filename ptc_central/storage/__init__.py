"""SQL storage of the practice central: resources, search index, devices and access tokens."""
