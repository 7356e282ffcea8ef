locals {
  push_subscriptions     = { for name, it in var.subscriptions : name => it if it.push != null }
  bigquery_subscriptions = { for name, it in var.subscriptions : name => it if it.bigquery != null }
  dead_letter_policies   = { for name, it in var.subscriptions : name => it if it.max_delivery_attempts != null }
}

resource "google_pubsub_subscription" "main" {
  for_each = var.subscriptions

  project                    = var.project_id
  name                       = each.key
  topic                      = google_pubsub_topic.changes.id
  labels                     = local.labels
  ack_deadline_seconds       = each.value.ack_deadline_seconds
  enable_message_ordering    = coalesce(each.value.ordering, each.value.bigquery == null)
  filter                     = each.value.filter
  message_retention_duration = "${each.value.retention_days * 24 * 60 * 60}s"

  expiration_policy {
    ttl = ""
  }

  retry_policy {
    minimum_backoff = "${each.value.backoff_seconds.minimum}s"
    maximum_backoff = "${each.value.backoff_seconds.maximum}s"
  }

  dynamic "dead_letter_policy" {
    for_each = each.value.max_delivery_attempts == null ? [] : [each.value.max_delivery_attempts]

    content {
      dead_letter_topic     = google_pubsub_topic.undelivered[0].id
      max_delivery_attempts = dead_letter_policy.value
    }
  }

  dynamic "push_config" {
    for_each = each.value.push == null ? [] : [each.value.push]

    content {
      push_endpoint = push_config.value.endpoint

      oidc_token {
        service_account_email = google_service_account.push[0].email
        audience              = push_config.value.audience
      }

      # Without its envelope the message is a CloudEvent in binary mode: attributes become headers.
      dynamic "no_wrapper" {
        for_each = push_config.value.cloudevent ? [true] : []

        content {
          write_metadata = true
        }
      }
    }
  }

  dynamic "bigquery_config" {
    for_each = each.value.bigquery == null ? [] : [each.value.bigquery]

    content {
      table            = join(".", [var.project_id, google_bigquery_table.main[each.key].dataset_id, google_bigquery_table.main[each.key].table_id])
      use_topic_schema = true
      write_metadata   = true
    }
  }

  depends_on = [google_service_account_iam_member.push_tokens, time_sleep.table_grants]
}

# Messages that a subscriber refused too often. They are not dead letters: the change stands, and
# what helps is to deliver it again, not to recompute the user.
resource "google_pubsub_topic" "undelivered" {
  count = length(local.dead_letter_policies) > 0 ? 1 : 0

  project      = var.project_id
  name         = "${var.topic.name}-undelivered"
  kms_key_name = var.kms_key
  labels       = local.labels

  message_storage_policy {
    allowed_persistence_regions = local.persistence_regions
  }

  depends_on = [google_kms_crypto_key_iam_member.agent]
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
}

# To take a message off a subscription, Pub/Sub must be one of its subscribers.
resource "google_pubsub_subscription_iam_member" "agent_takes_undelivered" {
  for_each = local.dead_letter_policies

  project      = var.project_id
  subscription = google_pubsub_subscription.main[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = google_project_service_identity.main["pubsub"].member
}
