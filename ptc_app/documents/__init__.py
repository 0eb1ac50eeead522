"""What is printed or handed over: values become PDF bytes, tagged for screen readers (PDF/UA-1)."""
