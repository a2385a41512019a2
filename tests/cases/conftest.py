from tests.postgres import (
    database,
    migrated_postgresql,
    migrated_sqlite,
    postgresql,
    postgresql_database,
    sqlite_database,
)

__all__ = [
    "database",
    "migrated_postgresql",
    "migrated_sqlite",
    "postgresql",
    "postgresql_database",
    "sqlite_database",
]
