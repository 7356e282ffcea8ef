locals {
  # The table's columns, made from the message's schema.
  bigquery_types = {
    boolean            = "BOOLEAN"
    double             = "FLOAT"
    enum               = "STRING"
    int                = "INTEGER"
    long               = "INTEGER"
    record             = "RECORD"
    string             = "STRING"
    "timestamp-micros" = "TIMESTAMP"
  }

  message_columns = [
    for field in jsondecode(file(local.schema_file)).fields : merge(
      {
        name        = field.name
        type        = local.bigquery_types[try(field.type.logicalType, field.type.type, field.type)]
        description = try(field.doc, "")
      },
      can(field.type.fields) ? {
        fields = [
          for inner in field.type.fields : {
            name        = inner.name
            type        = local.bigquery_types[try(inner.type.logicalType, inner.type.type, inner.type)]
            description = try(inner.doc, "")
          }
        ]
      } : {}
    )
  ]

  # What Pub/Sub itself writes when asked for a message's metadata.
  metadata_columns = [
    { name = "subscription_name", type = "STRING", description = "The subscription that wrote this row." },
    { name = "message_id", type = "STRING", description = "Pub/Sub's id of the message." },
    { name = "publish_time", type = "TIMESTAMP", description = "When Pub/Sub took the message." },
    { name = "attributes", type = "JSON", description = "The message's attributes: those of the CloudEvent, and the ordering key." },
  ]
}

resource "google_bigquery_dataset" "main" {
  for_each = toset([for it in local.bigquery_subscriptions : it.bigquery.dataset if it.bigquery.create_dataset])

  project     = var.project_id
  dataset_id  = each.key
  description = "Segment changes, written by Pub/Sub"
  labels      = local.labels
  location    = var.region

  dynamic "default_encryption_configuration" {
    for_each = var.kms_key == null ? [] : [var.kms_key]

    content {
      kms_key_name = default_encryption_configuration.value
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.agent, google_project_service.main]
}

resource "google_bigquery_table" "main" {
  for_each = local.bigquery_subscriptions

  project             = var.project_id
  dataset_id          = each.value.bigquery.create_dataset ? google_bigquery_dataset.main[each.value.bigquery.dataset].dataset_id : each.value.bigquery.dataset
  table_id            = each.value.bigquery.table
  description         = "Every segment change, at least once: one row has a given user_id and changed_at, or several equal ones"
  labels              = local.labels
  clustering          = ["segment", "user_id"]
  deletion_protection = var.deletion_protection
  schema              = jsonencode(concat(local.message_columns, local.metadata_columns))

  time_partitioning {
    type  = "DAY"
    field = "changed_at"
  }

  dynamic "encryption_configuration" {
    for_each = var.kms_key == null ? [] : [var.kms_key]

    content {
      kms_key_name = encryption_configuration.value
    }
  }
}

resource "google_bigquery_table_iam_member" "agent" {
  for_each = local.bigquery_subscriptions

  project    = var.project_id
  dataset_id = google_bigquery_table.main[each.key].dataset_id
  table_id   = google_bigquery_table.main[each.key].table_id
  role       = "roles/bigquery.dataEditor"
  member     = google_project_service_identity.main["pubsub"].member
}

# A subscription to a table that Pub/Sub cannot write yet is refused.
resource "time_sleep" "table_grants" {
  count = length(local.bigquery_subscriptions) > 0 ? 1 : 0

  create_duration = "60s"
  triggers        = { subscriptions = join(" ", keys(local.bigquery_subscriptions)) }

  depends_on = [google_bigquery_table_iam_member.agent]
}
