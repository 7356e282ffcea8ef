locals {
  schema_file = "${path.module}/../src/main/avro/segment-change.avsc"

  # Pub/Sub keeps the order of messages that were published in one region.
  persistence_region = coalesce(var.topic.persistence_region, var.region)

  bigquery_tables = {
    for name, it in var.subscriptions : name => {
      create_dataset = it.bigquery.create_dataset
      dataset        = coalesce(it.bigquery.dataset, local.default_dataset)
      location       = coalesce(it.bigquery.location, var.region)
      table          = it.bigquery.table
    } if it.bigquery != null
  }
}

resource "google_pubsub_schema" "main" {
  project    = var.project_id
  name       = "${local.prefix}segment-change"
  type       = "AVRO"
  definition = file(local.schema_file)

  depends_on = [google_project_service.main]
}

resource "google_pubsub_topic" "changes" {
  #checkov:skip=CKV_GCP_83:kms_keys has a key for those who need one.
  project                    = var.project_id
  name                       = local.topic
  kms_key_name               = local.kms_keys.region
  labels                     = local.labels
  message_retention_duration = "${var.topic.retention_days * 24 * 60 * 60}s"

  message_storage_policy {
    allowed_persistence_regions = [local.persistence_region]
  }

  schema_settings {
    schema   = google_pubsub_schema.main.id
    encoding = "JSON"
  }
}

# Events that can never become a segment, set aside by the function or by Eventarc's subscription.
resource "google_pubsub_topic" "dead_letters" {
  #checkov:skip=CKV_GCP_83:kms_keys has a key for those who need one.
  project      = var.project_id
  name         = local.dead_letter_topic
  kms_key_name = local.kms_keys.region
  labels       = local.labels

  message_storage_policy {
    allowed_persistence_regions = [local.persistence_region]
  }

  depends_on = [google_project_service.main]
}

resource "google_pubsub_subscription" "dead_letters" {
  project                    = var.project_id
  name                       = local.dead_letter_topic
  topic                      = google_pubsub_topic.dead_letters.id
  labels                     = local.labels
  ack_deadline_seconds       = 60
  message_retention_duration = "${14 * 24 * 60 * 60}s"

  expiration_policy {
    ttl = ""
  }
}

module "bigquery" {
  source = "./modules/bigquery"

  create_iam          = var.create_iam
  deletion_protection = var.deletion_protection
  kms_key_name        = local.kms_keys.bigquery
  labels              = local.labels
  project_id          = var.project_id
  pubsub_agent        = local.agents["pubsub"]
  schema_file         = local.schema_file
  tables              = local.bigquery_tables

  depends_on = [google_project_service.main]
}

module "subscriptions" {
  source = "./modules/subscriptions"

  create_iam         = var.create_iam
  kms_key_name       = local.kms_keys.region
  labels             = local.labels
  persistence_region = local.persistence_region
  prefix             = local.prefix
  project_id         = var.project_id
  pubsub_agent       = local.agents["pubsub"]
  push_account       = try(local.accounts["push"], null)
  subscriptions      = var.subscriptions
  tables             = module.bigquery.tables
  topic_id           = google_pubsub_topic.changes.id
  undelivered_topic  = local.undelivered_topic
}
