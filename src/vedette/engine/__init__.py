"""Where tables live: typed results, and questions over them in memory."""
