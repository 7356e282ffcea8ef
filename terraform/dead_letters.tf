# Events that can never become a segment, set aside by the function or by Eventarc's subscription.
resource "google_pubsub_topic" "dead_letters" {
  #checkov:skip=CKV_GCP_83:See docs/adr/0017.
  project = var.project_id
  name    = local.dead_letter_topic
  labels  = local.labels

  message_storage_policy {
    allowed_persistence_regions = local.persistence_regions
  }

  depends_on = [google_project_service.main]
}

resource "google_pubsub_subscription" "dead_letters" {
  project                    = var.project_id
  name                       = local.dead_letter_topic
  topic                      = google_pubsub_topic.dead_letters.id
  labels                     = local.labels
  ack_deadline_seconds       = 60
  message_retention_duration = local.dead_letter_retention

  expiration_policy {
    ttl = ""
  }
}

resource "google_pubsub_topic_iam_member" "function_publishes_dead_letters" {
  project = var.project_id
  topic   = google_pubsub_topic.dead_letters.name
  role    = "roles/pubsub.publisher"
  member  = local.accounts["function"].member

  lifecycle {
    replace_triggered_by = [google_pubsub_topic.dead_letters.id]
  }
}

# To replay them: see Dead letters in docs/runbook.md.
resource "google_pubsub_subscription_iam_member" "function_takes_dead_letters" {
  project      = var.project_id
  subscription = google_pubsub_subscription.dead_letters.name
  role         = "roles/pubsub.subscriber"
  member       = local.accounts["function"].member

  lifecycle {
    replace_triggered_by = [google_pubsub_subscription.dead_letters.id]
  }
}

# For the policy on Eventarc's subscription: see the second step in README.md.
resource "google_pubsub_topic_iam_member" "agent_publishes_dead_letters" {
  project = var.project_id
  topic   = google_pubsub_topic.dead_letters.name
  role    = "roles/pubsub.publisher"
  member  = google_project_service_identity.main["pubsub"].member

  lifecycle {
    replace_triggered_by = [google_pubsub_topic.dead_letters.id]
  }
}

locals {
  dead_letter_retention = "${14 * 24 * 60 * 60}s"
}
