"""How the schema came to be: one file a step under versions/, run by Alembic."""
