# What is derived of each subscription is in destinations.tf.
resource "google_pubsub_subscription" "main" {
  for_each = var.subscriptions

  project                      = var.project_id
  name                         = local.subscription_names[each.key]
  topic                        = google_pubsub_topic.changes.id
  labels                       = local.labels
  ack_deadline_seconds         = each.value.ack_deadline_seconds
  enable_exactly_once_delivery = each.value.exactly_once
  enable_message_ordering      = coalesce(each.value.ordering, each.value.bigquery == null && each.value.storage == null)
  filter                       = each.value.filter
  message_retention_duration   = "${each.value.retention_days * 24 * 60 * 60}s"
  retain_acked_messages        = each.value.retain_acked_messages

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
        service_account_email = local.accounts["push"].email
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

  dynamic "cloud_storage_config" {
    for_each = each.value.storage == null ? [] : [each.value.storage]

    content {
      bucket          = cloud_storage_config.value.bucket
      filename_prefix = cloud_storage_config.value.prefix
      filename_suffix = cloud_storage_config.value.suffix
      max_bytes       = cloud_storage_config.value.max_megabytes * 1024 * 1024
      max_duration    = "${cloud_storage_config.value.max_seconds}s"

      # Files of text hold each message's data, a line each; Avro holds its attributes, too.
      dynamic "avro_config" {
        for_each = cloud_storage_config.value.avro ? [true] : []

        content {
          use_topic_schema = true
          write_metadata   = true
        }
      }
    }
  }

  depends_on = [google_service_account_iam_member.push_tokens, time_sleep.subscription_grants]
}

# By its id, which a replaced subscription of the same name has anew, so that the grant follows it.
resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = local.subscribers

  project      = var.project_id
  subscription = google_pubsub_subscription.main[each.value.subscription].id
  role         = "roles/pubsub.subscriber"
  member       = each.value.member
}
