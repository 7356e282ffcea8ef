module "operations" {
  source = "./modules/operations"

  alerts                   = var.alerts
  dead_letter_subscription = local.dead_letter_topic
  event_triggers           = keys(local.triggers)
  labels                   = local.labels
  name                     = local.segue
  project_id               = var.project_id
  segment_user_services    = local.watched.segment_user
  subscriptions            = [for name in keys(var.subscriptions) : "${local.prefix}${name}"]
  sweep_every_minutes      = var.sweep.every_minutes
  sweep_services           = local.watched.sweep
  sweep_shards             = [for it in local.sweep_shards : join("-", it)]
  title                    = local.title
  undelivered_subscription = anytrue([for it in values(var.subscriptions) : it.max_delivery_attempts != null]) ? local.undelivered_topic : null

  depends_on = [google_project_service.main]
}

module "backfill" {
  source = "./modules/backfill"
  count  = var.backfill == null ? 0 : 1

  account      = local.accounts["backfill"]
  bucket_name  = local.backfill_bucket
  create_iam   = var.create_iam
  database     = local.database_resource
  environment  = local.environment
  kms_key_name = local.kms_keys.region
  labels       = local.labels
  project_id   = var.project_id
  region       = var.region
  rules_file   = var.rules_file
  settings     = var.backfill
  topic        = local.topic_id
  topic_id     = google_pubsub_topic.changes.id

  depends_on = [google_project_service.main]
}
