"""Lists by model and delegate: a paged table model, cells, their delegate, and the table view."""
