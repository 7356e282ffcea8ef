# Views without the copies that a table of changes may hold: `segment_history`, `segment_now` and
# `segment_moves` beside `segment_changes`, and likewise beside a table of another name.
locals {
  view_prefixes = { for name, it in var.tables : name => trimsuffix(it.table, "_changes") }

  histories = { for name, it in google_bigquery_table.history : name => "${var.project_id}.${it.dataset_id}.${it.table_id}" }

  # These read the view `history`.
  views = merge([
    for name, it in var.tables : {
      for kind, description in {
        moves = "How many users moved from which segment to which, by day"
        now   = "The segment of each user, one row for each user"
      } : "${name} ${kind}" => { description = description, kind = kind, subscription = name }
    }
  ]...)
}

resource "google_bigquery_table" "history" {
  #checkov:skip=CKV_GCP_80:A view holds no data.
  #checkov:skip=CKV_GCP_121:A view holds no data.
  for_each = var.tables

  project             = var.project_id
  dataset_id          = google_bigquery_table.main[each.key].dataset_id
  table_id            = "${local.view_prefixes[each.key]}_history"
  description         = "Each stay of each user in a segment, one row for each stay"
  labels              = var.labels
  deletion_protection = false

  view {
    query          = templatefile("${path.module}/views/history.sql.tftpl", { table = "${var.project_id}.${google_bigquery_table.main[each.key].dataset_id}.${google_bigquery_table.main[each.key].table_id}" })
    use_legacy_sql = false
  }
}

resource "google_bigquery_table" "view" {
  #checkov:skip=CKV_GCP_80:A view holds no data.
  #checkov:skip=CKV_GCP_121:A view holds no data.
  for_each = local.views

  project             = var.project_id
  dataset_id          = google_bigquery_table.history[each.value.subscription].dataset_id
  table_id            = "${local.view_prefixes[each.value.subscription]}_${each.value.kind}"
  description         = each.value.description
  labels              = var.labels
  deletion_protection = false

  view {
    query          = templatefile("${path.module}/views/${each.value.kind}.sql.tftpl", { history = local.histories[each.value.subscription] })
    use_legacy_sql = false
  }
}
