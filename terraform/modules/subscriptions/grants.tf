# What Pub/Sub and the subscribers have to be granted.
locals {
  subscribers = merge([
    for name, it in var.subscriptions : { for member in it.subscribers : "${name} ${member}" => { member = member, subscription = name } }
  ]...)

  # By its id, which is unknown while a subscription is replaced under its name, so that grants follow it.
  # To set a message aside, Pub/Sub must be one of the subscription's subscribers.
  subscription_grants = merge(
    {
      for key, it in local.subscribers : key => {
        member       = it.member
        on           = "projects/${var.project_id}/subscriptions/${local.names[it.subscription]}"
        role         = "roles/pubsub.subscriber"
        subscription = google_pubsub_subscription.main[it.subscription].id
      }
    },
    {
      for name in keys(local.dead_letter_policies) : "${name} undelivered" => {
        member       = var.pubsub_agent
        on           = "projects/${var.project_id}/subscriptions/${local.names[name]}"
        role         = "roles/pubsub.subscriber"
        subscription = google_pubsub_subscription.main[name].id
      }
    },
  )

  topic_grants = {
    for it in google_pubsub_topic.undelivered[*] : "undelivered" => {
      member = var.pubsub_agent
      on     = "projects/${var.project_id}/topics/${var.undelivered_topic}"
      role   = "roles/pubsub.publisher"
      topic  = it.id
    }
  }

  # Pub/Sub looks whether the bucket exists, and writes.
  bucket_grants = {
    for it in setproduct(toset([for it in local.storage_subscriptions : it.storage.bucket]), ["roles/storage.legacyBucketReader", "roles/storage.objectCreator"]) :
    "${it[0]} ${it[1]}" => { bucket = it[0], role = it[1] }
  }

  token_role = "roles/iam.serviceAccountOpenIdTokenCreator"
}

resource "google_pubsub_subscription_iam_member" "main" {
  for_each = { for key, it in local.subscription_grants : key => it if var.create_iam }

  project      = var.project_id
  subscription = each.value.subscription
  role         = each.value.role
  member       = each.value.member
}

resource "google_pubsub_topic_iam_member" "main" {
  for_each = { for key, it in local.topic_grants : key => it if var.create_iam }

  project = var.project_id
  topic   = each.value.topic
  role    = each.value.role
  member  = each.value.member
}

resource "google_storage_bucket_iam_member" "agent" {
  for_each = { for key, it in local.bucket_grants : key => it if var.create_iam }

  bucket = each.value.bucket
  role   = each.value.role
  member = var.pubsub_agent
}

# Pushes carry a token of this account: let it in at the endpoints.
resource "google_service_account_iam_member" "push_tokens" {
  count = var.create_iam && length(local.push_subscriptions) > 0 ? 1 : 0

  service_account_id = var.push_account.name
  role               = local.token_role
  member             = var.pubsub_agent
}

# A subscription to a table or bucket that Pub/Sub cannot write yet is refused.
resource "time_sleep" "grants" {
  count = length(var.tables) + length(local.storage_subscriptions) > 0 ? 1 : 0

  create_duration = "60s"
  triggers        = { subscriptions = join(" ", concat(keys(var.tables), keys(local.storage_subscriptions))) }

  depends_on = [google_storage_bucket_iam_member.agent]
}
