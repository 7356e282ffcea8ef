# Messages that a subscriber refused too often. They are not dead letters: the change stands, and
# what helps is to deliver it again, not to recompute the user.
resource "google_pubsub_topic" "undelivered" {
  #checkov:skip=CKV_GCP_83:See docs/adr/0017.
  count = length(local.dead_letter_policies) > 0 ? 1 : 0

  project = var.project_id
  name    = local.undelivered_topic
  labels  = local.labels

  message_storage_policy {
    allowed_persistence_regions = local.persistence_regions
  }

  depends_on = [google_project_service.main]
}

resource "google_pubsub_subscription" "undelivered" {
  count = length(local.dead_letter_policies) > 0 ? 1 : 0

  project                    = var.project_id
  name                       = google_pubsub_topic.undelivered[0].name
  topic                      = google_pubsub_topic.undelivered[0].id
  labels                     = local.labels
  ack_deadline_seconds       = 60
  enable_message_ordering    = true
  message_retention_duration = local.dead_letter_retention

  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_topic_iam_member" "agent_publishes_undelivered" {
  count = length(local.dead_letter_policies) > 0 ? 1 : 0

  project = var.project_id
  topic   = google_pubsub_topic.undelivered[0].name
  role    = "roles/pubsub.publisher"
  member  = google_project_service_identity.main["pubsub"].member

  lifecycle {
    replace_triggered_by = [google_pubsub_topic.undelivered[0].id]
  }
}

# To take a message off a subscription, Pub/Sub must be one of its subscribers.
resource "google_pubsub_subscription_iam_member" "agent_takes_undelivered" {
  for_each = local.dead_letter_policies

  project      = var.project_id
  subscription = google_pubsub_subscription.main[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = google_project_service_identity.main["pubsub"].member

  # Another filter or ordering is another subscription of the same name, without this grant.
  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.main[each.key].id]
  }
}
