output "backfill" {
  description = "Where plans and backfills run on Dataflow: the `bucket` for their files, which hold ids of users, and the workers' `service_account`. Null without `backfill`."
  value = var.backfill == null ? null : {
    bucket          = local.backfill_files
    service_account = local.accounts["backfill"].email
  }
}

output "backfill_command" {
  description = "Backfills on Dataflow, from the repository's folder. Null without `backfill`."
  value       = try(local.dataflow_commands.backfill, null)
}

output "console_links" {
  description = "Pages to look at: the dashboard, the function's log, its subscriptions, the data."
  value = {
    dashboard = "https://console.cloud.google.com/monitoring/dashboards/builder/${element(reverse(split("/", google_monitoring_dashboard.main.id)), 0)}?project=${var.project_id}"
    data      = "https://console.cloud.google.com/firestore/databases/${replace(local.database, "(default)", "-default-")}/data/panel/${local.collections.segments}?project=${var.project_id}"
    logs      = "https://console.cloud.google.com/run/detail/${var.region}/${local.function_names.segment_user}/logs?project=${var.project_id}"
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
    subscription=$(gcloud eventarc triggers describe ${try(google_eventarc_trigger.main[0].id, google_cloudfunctions2_function.main["segment_user"].event_trigger[0].trigger)} --format='value(transport.pubsub.subscription)')
    gcloud pubsub subscriptions add-iam-policy-binding "$subscription" --member=${google_project_service_identity.main["pubsub"].member} --role=roles/pubsub.subscriber
    gcloud pubsub subscriptions update "$subscription" --dead-letter-topic=${google_pubsub_topic.dead_letters.id} --max-delivery-attempts=100
  EOT
}

output "functions" {
  description = "Names of the functions, which are those of their Cloud Run services."
  value       = { for key, it in local.live : key => it.name }
}

output "plan_command" {
  description = "Plans on Dataflow, from the repository's folder. Null without `backfill`."
  value       = try(local.dataflow_commands.plan, null)
}

output "rules" {
  description = "The deployed rules: the `hash` that segment documents and messages carry, null for those in an image, and the `version` of the secret that holds them, or `packaged`."
  value = {
    hash    = var.image != null && var.rules_file == null ? null : local.rules_hash
    version = var.rules_file == null ? "packaged" : google_secret_manager_secret_version.rules[0].version
  }
}

output "schema" {
  description = "Id of the Pub/Sub schema of the messages."
  value       = google_pubsub_schema.main.id
}

output "security_rules" {
  description = "Firestore security rules by which users read their own segment, to be merged into yours."
  value       = templatefile("${path.module}/firestore.rules.tftpl", { segments = local.collections.segments })
}

output "service_accounts" {
  description = "Who does what: e-mail addresses of Segue's identities."
  value       = { for name, it in local.accounts : name => it.email }
}

output "subscriptions" {
  description = "Ids of the subscriptions, by the key they have in `subscriptions`."
  value       = { for name, it in google_pubsub_subscription.main : name => it.id }
}

output "tail_command" {
  description = "Shows changes as they are published."
  value       = "gcloud beta logging tail 'resource.type=cloud_run_revision AND resource.labels.service_name=(${join(" OR ", concat(local.watched.segment_user, local.watched.sweep))}) AND jsonPayload.outcome=published' --project=${var.project_id} --format='value(jsonPayload.from,jsonPayload.to,jsonPayload.revision,jsonPayload.cause)'"
}

output "topic" {
  description = "Id of the topic that hears of segment changes."
  value       = google_pubsub_topic.changes.id
}

output "urls" {
  description = "Where to reach the functions that answer to HTTP; both want an identity token."
  value       = { for key, it in local.live : key => it.uri if key != "segment_user" }
}
