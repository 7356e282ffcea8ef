locals {
  push_subscriptions    = { for name, it in var.subscriptions : name => it if it.push != null }
  storage_subscriptions = { for name, it in var.subscriptions : name => it if it.storage != null }
  dead_letter_policies  = { for name, it in var.subscriptions : name => it if it.max_delivery_attempts != null }
  names                 = { for name, it in var.subscriptions : name => "${var.prefix}${name}" }

  ordered = { for name, it in var.subscriptions : name => coalesce(it.ordering, it.bigquery == null && it.storage == null) }

  stopping = [for name, it in var.subscriptions : name if it.exactly_once && it.max_delivery_attempts != null && local.ordered[name]]
}

# googleapis/google-cloud-dotnet issue 11793
check "order_after_a_dead_letter" {
  assert {
    condition     = length(local.stopping) == 0
    error_message = "subscriptions ${join(", ", local.stopping)} combine exactly_once, ordering and max_delivery_attempts: after a dead letter, Pub/Sub may stop delivering later messages of its user. Leave one of the three out."
  }
}

resource "google_pubsub_subscription" "main" {
  for_each = var.subscriptions

  project                      = var.project_id
  name                         = local.names[each.key]
  topic                        = var.topic_id
  labels                       = var.labels
  ack_deadline_seconds         = each.value.ack_deadline_seconds
  enable_exactly_once_delivery = each.value.exactly_once
  enable_message_ordering      = local.ordered[each.key]
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
        service_account_email = var.push_account.email
        audience              = push_config.value.audience
      }

      # Without an envelope the message is a CloudEvent in binary mode: attributes become headers.
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
      table            = var.tables[each.key]
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

      # Text files hold the data of each message, one on a line. Avro files hold attributes as well.
      dynamic "avro_config" {
        for_each = cloud_storage_config.value.avro ? [true] : []

        content {
          use_topic_schema = true
          write_metadata   = true
        }
      }
    }
  }

  depends_on = [google_service_account_iam_member.push_tokens, time_sleep.grants]
}
