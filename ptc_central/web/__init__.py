"""HTTP interface of the practice central: FastAPI application, routes and dependencies."""
