output "grants" {
  description = "What Pub/Sub and the subscribers have to be granted."
  value = concat(
    [
      for it in values(local.bucket_grants) : {
        command   = "gcloud storage buckets add-iam-policy-binding gs://${it.bucket}"
        condition = null
        member    = var.pubsub_agent
        on        = it.bucket
        role      = it.role
      }
    ],
    [
      for it in values(local.subscription_grants) : {
        command   = "gcloud pubsub subscriptions add-iam-policy-binding ${it.on}"
        condition = null
        member    = it.member
        on        = it.on
        role      = it.role
      }
    ],
    [
      for it in values(local.topic_grants) : {
        command   = "gcloud pubsub topics add-iam-policy-binding ${it.on}"
        condition = null
        member    = it.member
        on        = it.on
        role      = it.role
      }
    ],
    [
      for it in length(local.push_subscriptions) > 0 ? [var.push_account] : [] : {
        command   = "gcloud iam service-accounts add-iam-policy-binding ${it.email}"
        condition = null
        member    = var.pubsub_agent
        on        = it.name
        role      = local.token_role
      }
    ],
  )
}

output "ids" {
  description = "Ids of the subscriptions, by their key."
  value       = { for key, it in google_pubsub_subscription.main : key => it.id }
}

output "names" {
  description = "Names of the subscriptions, by their key."
  value       = local.names
}

output "undelivered" {
  description = "Name of the subscription with undelivered messages. Null if no subscription sets any aside."
  value       = one(google_pubsub_subscription.undelivered[*].name)
}
