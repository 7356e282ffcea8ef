resource "google_bigquery_dataset" "main" {
  #checkov:skip=CKV_GCP_81:See docs/adr/0017.
  for_each = local.bigquery_datasets

  project         = var.project_id
  dataset_id      = each.key
  description     = "Segment changes, written by Pub/Sub"
  labels          = local.labels
  location        = each.value[0]
  deletion_policy = local.data_deletion_policy

  # Another place is another dataset: this one, with its tables, would be deleted for it.
  lifecycle {
    ignore_changes = [location]

    postcondition {
      condition     = lower(self.location) == lower(each.value[0])
      error_message = "The dataset '${self.dataset_id}' is in '${self.location}', and BigQuery cannot move it to '${each.value[0]}'. To move only the functions, set bigquery.location to '${self.location}'."
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_bigquery_table" "main" {
  #checkov:skip=CKV_GCP_80:See docs/adr/0017.
  for_each = local.bigquery_tables

  project             = var.project_id
  dataset_id          = each.value.create_dataset ? google_bigquery_dataset.main[each.value.dataset].dataset_id : each.value.dataset
  table_id            = each.value.table
  description         = "Every segment change, at least once: one row has a given user_id and changed_at, or several equal ones"
  labels              = local.labels
  clustering          = ["segment", "user_id"]
  deletion_policy     = local.data_deletion_policy
  deletion_protection = var.deletion_protection
  schema              = jsonencode(concat(local.message_columns, local.metadata_columns))

  # Columns that somebody added by hand stay, too.
  ignore_auto_generated_schema = true

  time_partitioning {
    type  = "DAY"
    field = "changed_at"
  }

  lifecycle {
    ignore_changes = [encryption_configuration]

    precondition {
      condition     = length(local.fields_without_column) == 0
      error_message = "The Avro schema has ${join(", ", local.fields_without_column)}, which columns.tf lacks, or has with another type: add new columns at its end, and never change one."
    }
  }
}

resource "google_bigquery_table_iam_member" "agent" {
  for_each = local.bigquery_tables

  project    = var.project_id
  dataset_id = google_bigquery_table.main[each.key].dataset_id
  table_id   = google_bigquery_table.main[each.key].table_id
  role       = "roles/bigquery.dataEditor"
  member     = google_project_service_identity.main["pubsub"].member

  lifecycle {
    replace_triggered_by = [google_bigquery_table.main[each.key].id]
  }
}

# A subscription to a table or bucket that Pub/Sub cannot write yet is refused.
resource "time_sleep" "subscription_grants" {
  count = length(local.bigquery_subscriptions) + length(local.storage_subscriptions) > 0 ? 1 : 0

  create_duration = "60s"
  triggers        = { subscriptions = join(" ", concat(keys(local.bigquery_subscriptions), keys(local.storage_subscriptions))) }

  depends_on = [google_bigquery_table_iam_member.agent, google_storage_bucket_iam_member.agent_reads, google_storage_bucket_iam_member.agent_writes]
}

moved {
  from = time_sleep.table_grants
  to   = time_sleep.subscription_grants
}
