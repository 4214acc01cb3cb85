"""The workspace folder: evidence that never changes, interpretation that only grows.

One SQLite database, one folder of blobs named by their SHA-256, and the chain over what happened.
"""
