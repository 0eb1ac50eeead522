"""Lists: a paged table model, the cells of its rows, and the table view that paints them."""
