# Messages that a subscriber refused too often. They are not dead letters: the change stands, and has to
# be delivered again.
resource "google_pubsub_topic" "undelivered" {
  #checkov:skip=CKV_GCP_83:kms_keys has a key for those who need one.
  count = length(local.dead_letter_policies) > 0 ? 1 : 0

  project      = var.project_id
  name         = var.undelivered_topic
  kms_key_name = var.kms_key_name
  labels       = var.labels

  message_storage_policy {
    allowed_persistence_regions = [var.persistence_region]
  }
}

resource "google_pubsub_subscription" "undelivered" {
  count = length(local.dead_letter_policies) > 0 ? 1 : 0

  project                    = var.project_id
  name                       = google_pubsub_topic.undelivered[0].name
  topic                      = google_pubsub_topic.undelivered[0].id
  labels                     = var.labels
  ack_deadline_seconds       = 60
  enable_message_ordering    = true
  message_retention_duration = "${14 * 24 * 60 * 60}s"

  expiration_policy {
    ttl = ""
  }
}
