output "console_links" {
  description = "Pages to look at: the dashboard, the function's log, its subscriptions, the data."
  value = {
    dashboard = "https://console.cloud.google.com/monitoring/dashboards/builder/${element(reverse(split("/", google_monitoring_dashboard.main.id)), 0)}?project=${var.project_id}"
    data      = "https://console.cloud.google.com/firestore/databases/${replace(local.database, "(default)", "-default-")}/data/panel/${var.collections.segments}?project=${var.project_id}"
    logs      = "https://console.cloud.google.com/run/detail/${var.region}/${google_cloudfunctions2_function.segment_user.name}/logs?project=${var.project_id}"
    topic     = "https://console.cloud.google.com/cloudpubsub/topic/detail/${google_pubsub_topic.changes.name}?project=${var.project_id}"
  }
}

output "database" {
  description = "The database with users and segments, and where it is."
  value = {
    location = local.database_location
    name     = local.database
  }
}

output "dead_letters" {
  description = "Topic and subscription of events that could not become a segment."
  value = {
    subscription = google_pubsub_subscription.dead_letters.id
    topic        = google_pubsub_topic.dead_letters.id
  }
}

output "event_dead_letter_commands" {
  description = "The second step: gives Eventarc's subscription a dead-letter policy, which Terraform cannot."
  value       = <<-EOT
    subscription=$(gcloud eventarc triggers describe ${google_cloudfunctions2_function.segment_user.event_trigger[0].trigger} --format='value(transport.pubsub.subscription)')
    gcloud pubsub subscriptions add-iam-policy-binding "$subscription" --member=${google_project_service_identity.main["pubsub"].member} --role=roles/pubsub.subscriber
    gcloud pubsub subscriptions update "$subscription" --dead-letter-topic=${google_pubsub_topic.dead_letters.id} --max-delivery-attempts=100
  EOT
}

output "schema" {
  description = "Id of the Pub/Sub schema of the messages."
  value       = google_pubsub_schema.main.id
}

output "security_rules" {
  description = "Security rules by which users read their own segment: published, or to be merged into yours."
  value       = local.security_rules
}

output "service_accounts" {
  description = "Who does what: e-mail addresses of Segue's identities."
  value = merge(
    {
      builder  = google_service_account.builder.email
      function = google_service_account.function.email
      trigger  = google_service_account.trigger.email
    },
    { for it in google_service_account.push : "push" => it.email },
    # From sweep.tf and find_members.tf.
    { scheduler = google_service_account.scheduler.email },
    { for it in google_service_account.reader : "reader" => it.email },
  )
}

output "subscriptions" {
  description = "Ids of the subscriptions, by name."
  value       = { for name, it in google_pubsub_subscription.main : name => it.id }
}

output "tail_command" {
  description = "Shows changes as they happen."
  value       = "gcloud beta logging tail 'resource.type=cloud_run_revision AND resource.labels.service_name=${google_cloudfunctions2_function.segment_user.name} AND jsonPayload.outcome=changed' --project=${var.project_id} --format='value(jsonPayload.from,jsonPayload.to,jsonPayload.revision,jsonPayload.cause)'"
}

output "topic" {
  description = "Id of the topic that hears of segment changes."
  value       = google_pubsub_topic.changes.id
}

output "urls" {
  description = "Where to reach the functions that answer to HTTP; both want an identity token."
  value = merge(
    { sweep = google_cloudfunctions2_function.sweep.service_config[0].uri },
    { for it in google_cloudfunctions2_function.find_members : "find_members" => it.service_config[0].uri },
  )
}
