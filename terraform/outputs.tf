output "apis" {
  description = "The APIs that Segue needs."
  value       = sort(concat(["cloudresourcemanager.googleapis.com"], tolist(local.services)))
}

output "backfill" {
  description = "For plans and backfills on Dataflow: the `bucket` for their files, which hold ids of users, and the workers' `service_account`. Null without `backfill`."
  value = var.backfill == null ? null : {
    bucket          = module.backfill[0].bucket
    service_account = local.accounts["backfill"].email
  }
}

output "backfill_command" {
  description = "Backfills on Dataflow, from the repository's folder. Null without `backfill`."
  value       = one(module.backfill[*].commands.backfill)
}

output "console_links" {
  description = "Pages of the console: the dashboard, the function's log, the topic, the data."
  value = {
    dashboard = "https://console.cloud.google.com/monitoring/dashboards/builder/${element(reverse(split("/", module.operations.dashboard_id)), 0)}?project=${var.project_id}"
    data      = "https://console.cloud.google.com/firestore/databases/${replace(local.database, "(default)", "-default-")}/data/panel/${local.segments}?project=${var.project_id}"
    logs      = "https://console.cloud.google.com/run/detail/${var.region}/${local.function_names.segment_user}/logs?project=${var.project_id}"
    topic     = "https://console.cloud.google.com/cloudpubsub/topic/detail/${google_pubsub_topic.changes.name}?project=${var.project_id}"
  }
}

output "database" {
  description = "The database with users and segments, and its location."
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
  description = "The second step: gives the subscription of each Eventarc trigger a dead-letter policy, which Terraform cannot."
  value = join("\n", [
    for it in google_eventarc_trigger.main : <<-EOT
    subscription=$(gcloud eventarc triggers describe ${it.id} --format='value(transport.pubsub.subscription)')
    gcloud pubsub subscriptions add-iam-policy-binding "$subscription" --member=${local.agents["pubsub"]} --role=roles/pubsub.subscriber
    gcloud pubsub subscriptions update "$subscription" --dead-letter-topic=${google_pubsub_topic.dead_letters.id} --max-delivery-attempts=100
    EOT
  ])
}

output "functions" {
  description = "Names of the functions, which are the names of their Cloud Run services."
  value       = { for key, it in local.live : key => it.name }
}

output "grants" {
  description = "Every grant that Segue needs: `member` has `role` `on` a resource, under a `condition` (an IAM expression) if there is one. Segue makes them, unless `create_iam` is false."
  value       = [for it in local.grants : { condition = it.condition, member = it.member, on = it.on, role = it.role }]
}

output "plan_command" {
  description = "Plans on Dataflow, from the repository's folder. Null without `backfill`."
  value       = one(module.backfill[*].commands.plan)
}

output "platform_commands" {
  description = "What another team has to run: without `enable_apis`, commands that turn on APIs and make Google's agents; without `create_iam`, all grants."
  value = join("\n", concat(
    var.enable_apis ? [] : ["gcloud services enable cloudresourcemanager.googleapis.com ${join(" ", local.services)} --project=${var.project_id}"],
    var.enable_apis ? [] : [for it in local.requested_agents : "gcloud beta services identity create --service=${it}.googleapis.com --project=${var.project_id}"],
    var.create_iam ? [] : [
      for it in local.grants : join(" ", concat(
        [it.command, "--member='${it.member}'", "--role=${it.role}"],
        startswith(it.command, "bq ") ? [it.on] : [],
        startswith(it.command, "gcloud projects ") ? ["--condition=${it.condition == null ? "None" : "'title=segue,expression=${it.condition}'"}"] : [],
      ))
    ],
  ))
}

output "rules_version" {
  description = "Version of the secret that holds the rules, or `packaged`."
  value       = var.rules_file == null ? "packaged" : google_secret_manager_secret_version.rules[0].version
}

output "schema" {
  description = "Id of the Pub/Sub schema of the messages."
  value       = google_pubsub_schema.main.id
}

output "security_rules" {
  description = "Firestore security rules by which users read their own segment, to merge into yours."
  value       = templatefile("${path.module}/firestore.rules.tftpl", { segments = local.segments })
}

output "service_accounts" {
  description = "E-mail addresses of Segue's service accounts, by what they do."
  value       = { for name, it in local.accounts : name => it.email }
}

output "subscriptions" {
  description = "Ids of the subscriptions, by their key in `subscriptions`."
  value       = module.subscriptions.ids
}

output "tail_command" {
  description = "Shows changes as they are published."
  value = join(" ", [
    "gcloud beta logging tail --project=${var.project_id}",
    "'resource.type=cloud_run_revision AND resource.labels.service_name=(${join(" OR ", concat(local.watched.segment_user, local.watched.sweep))}) AND jsonPayload.age_ms>=0'",
    "--format='value(jsonPayload.previous_segment,jsonPayload.segment,jsonPayload.revision,jsonPayload.cause)'",
  ])
}

output "topic" {
  description = "Id of the topic of changes."
  value       = google_pubsub_topic.changes.id
}

output "urls" {
  description = "URLs of FindMembers and Sweep, which require an identity token."
  value       = { for key, it in local.live : key => it.uri if key != "segment_user" }
}
