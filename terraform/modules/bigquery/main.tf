locals {
  # Subscriptions can share a dataset.
  datasets = { for it in values(var.tables) : it.dataset => it.location... if it.create_dataset }

  data_deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"

  table_grants = {
    for key, it in var.tables : key => {
      member = var.pubsub_agent
      on     = "${var.project_id}:${it.dataset}.${it.table}"
      role   = "roles/bigquery.dataEditor"
    }
  }
}

resource "google_bigquery_dataset" "main" {
  #checkov:skip=CKV_GCP_81:kms_keys has a key for those who need one.
  for_each = local.datasets

  project         = var.project_id
  dataset_id      = each.key
  description     = "Segment changes, written by Pub/Sub"
  labels          = var.labels
  location        = each.value[0]
  deletion_policy = local.data_deletion_policy

  dynamic "default_encryption_configuration" {
    for_each = var.kms_key_name == null ? [] : [var.kms_key_name]

    content {
      kms_key_name = default_encryption_configuration.value
    }
  }

  # Another location is another dataset: this one would be deleted with its tables.
  lifecycle {
    ignore_changes = [location]

    postcondition {
      condition     = lower(self.location) == lower(each.value[0])
      error_message = "The dataset '${self.dataset_id}' is in '${self.location}', and BigQuery cannot move it to '${each.value[0]}'. To move only the functions, set bigquery.location to '${self.location}'."
    }
  }
}

resource "google_bigquery_table" "main" {
  #checkov:skip=CKV_GCP_80:kms_keys has a key for those who need one.
  for_each = var.tables

  project             = var.project_id
  dataset_id          = each.value.create_dataset ? google_bigquery_dataset.main[each.value.dataset].dataset_id : each.value.dataset
  table_id            = each.value.table
  description         = "Every segment change, at least once: one row has a given user_id and changed_at, or several equal ones"
  labels              = var.labels
  clustering          = ["segment", "user_id"]
  deletion_policy     = local.data_deletion_policy
  deletion_protection = var.deletion_protection
  schema              = jsonencode(concat(local.message_columns, local.metadata_columns))

  # Columns that were added by hand stay.
  ignore_auto_generated_schema = true

  dynamic "encryption_configuration" {
    for_each = var.kms_key_name == null ? [] : [var.kms_key_name]

    content {
      kms_key_name = encryption_configuration.value
    }
  }

  time_partitioning {
    type  = "DAY"
    field = "changed_at"
  }

  lifecycle {
    # Another key is another table.
    ignore_changes = [encryption_configuration]

    precondition {
      condition     = length(local.fields_without_column) == 0
      error_message = "The Avro schema has ${join(", ", local.fields_without_column)}, which columns.tf lacks, or has with another type: add new columns at its end, and never change one."
    }
  }
}

resource "google_bigquery_table_iam_member" "agent" {
  for_each = { for key, it in local.table_grants : key => it if var.create_iam }

  project    = var.project_id
  dataset_id = google_bigquery_table.main[each.key].dataset_id
  table_id   = google_bigquery_table.main[each.key].table_id
  role       = each.value.role
  member     = each.value.member

  # A table that is replaced under its name has lost its grants.
  lifecycle {
    replace_triggered_by = [google_bigquery_table.main[each.key].id]
  }
}
