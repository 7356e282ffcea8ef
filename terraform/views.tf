# What most ask of a table of changes, without the copies in it: `segment_history`, `segment_now` and
# `segment_moves` beside `segment_changes`; beside any other table likewise after its own name.
locals {
  view_prefixes = { for name, it in local.bigquery_tables : name => trimsuffix(it.table, "_changes") }

  # Views on a view.
  views = merge([
    for name, it in local.bigquery_tables : {
      for kind, description in {
        moves = "How many users moved from which segment to which, by day"
        now   = "The segment of each user, one row a user"
      } : "${name} ${kind}" => { description = description, kind = kind, subscription = name }
    }
  ]...)
}

resource "google_bigquery_table" "history" {
  #checkov:skip=CKV_GCP_80:See docs/adr/0017.
  #checkov:skip=CKV_GCP_121:A view holds no data.
  for_each = local.bigquery_tables

  project             = var.project_id
  dataset_id          = google_bigquery_table.main[each.key].dataset_id
  table_id            = "${local.view_prefixes[each.key]}_history"
  description         = "Each stay of each user in a segment, one row a stay"
  labels              = local.labels
  deletion_protection = false

  view {
    query          = templatefile("${path.module}/views/history.sql.tftpl", { table = join(".", [var.project_id, google_bigquery_table.main[each.key].dataset_id, google_bigquery_table.main[each.key].table_id]) })
    use_legacy_sql = false
  }
}

resource "google_bigquery_table" "view" {
  #checkov:skip=CKV_GCP_80:See docs/adr/0017.
  #checkov:skip=CKV_GCP_121:A view holds no data.
  for_each = local.views

  project             = var.project_id
  dataset_id          = google_bigquery_table.history[each.value.subscription].dataset_id
  table_id            = "${local.view_prefixes[each.value.subscription]}_${each.value.kind}"
  description         = each.value.description
  labels              = local.labels
  deletion_protection = false

  view {
    query          = templatefile("${path.module}/views/${each.value.kind}.sql.tftpl", { history = join(".", [var.project_id, google_bigquery_table.history[each.value.subscription].dataset_id, google_bigquery_table.history[each.value.subscription].table_id]) })
    use_legacy_sql = false
  }
}
