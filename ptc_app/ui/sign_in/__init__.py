"""Site set-up and sign-in, the pages shown before anyone is signed in."""
