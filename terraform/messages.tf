locals {
  schema_file = "${path.module}/../src/main/avro/segment-change.avsc"

  persistence_regions = coalesce(var.topic.persistence_regions, [var.region])
}

resource "google_pubsub_schema" "main" {
  project    = var.project_id
  name       = "${local.prefix}segment-change"
  type       = "AVRO"
  definition = file(local.schema_file)

  depends_on = [google_project_service.main]
}

resource "google_pubsub_topic" "changes" {
  #checkov:skip=CKV_GCP_83:See docs/adr/0017.
  project                    = var.project_id
  name                       = local.topic
  labels                     = local.labels
  message_retention_duration = "${var.topic.retention_days * 24 * 60 * 60}s"

  message_storage_policy {
    allowed_persistence_regions = local.persistence_regions
  }

  schema_settings {
    schema   = google_pubsub_schema.main.id
    encoding = "JSON"
  }
}

resource "google_pubsub_topic_iam_member" "function_publishes_changes" {
  project = var.project_id
  topic   = google_pubsub_topic.changes.name
  role    = "roles/pubsub.publisher"
  member  = local.accounts["function"].member

  # Replaced under the same name, a topic has lost its grants.
  lifecycle {
    replace_triggered_by = [google_pubsub_topic.changes.id]
  }
}
