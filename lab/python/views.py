"""Runs BigQuery's SQL in DuckDB: the views of terraform/modules/bigquery on rows as a BigQuery subscription writes them.

Usage: views.py ROWS QUERY…    ROWS is a file of JSON lines. Prints the rows of each query as a line of JSON.
"""

import sys
from pathlib import Path

import duckdb
import sqlglot

VIEWS = Path(__file__).parents[2] / "terraform" / "modules" / "bigquery" / "views"
DATASET = "acme-prod.segue."


def duck(sql: str) -> str:
    return sqlglot.transpile(sql, read="bigquery", write="duckdb")[0]


def view(kind: str) -> str:
    template = (VIEWS / f"{kind}.sql.tftpl").read_text()
    sql = template.replace("${table}", "segment_changes").replace("${history}", "segment_history")
    return f"CREATE VIEW segment_{kind} AS {duck(sql)}"


database = duckdb.connect()
database.execute("SET TimeZone = 'UTC'")
database.execute(
    """
    CREATE TABLE segment_changes AS
    SELECT * REPLACE (make_timestamptz(changed_at) AS changed_at, publish_time::TIMESTAMPTZ AS publish_time)
    FROM read_json(?, format = 'newline_delimited')""",
    [sys.argv[1]],
)
for kind in ("history", "now", "moves"):
    database.execute(view(kind))
for query in sys.argv[2:]:
    sql = duck(query.replace(DATASET, ""))
    rows = database.execute(f"SELECT to_json(result)::VARCHAR FROM ({sql}) result").fetchall()
    print(f"[{','.join(row[0] for row in rows)}]")
