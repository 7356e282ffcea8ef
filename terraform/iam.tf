# Who does what: accounts, and every grant that is not in a module.
locals {
  account_purposes = merge(
    {
      function  = "keeps segments and publishes their changes"
      scheduler = "calls the sweep"
      trigger   = "delivers Firestore's events to the function"
    },
    var.build_from_source ? { builder = "builds the functions from source" } : {},
    var.backfill == null ? {} : { backfill = "plans and backfills on Dataflow" },
    contains(keys(local.functions), "find_members") ? { reader = "reads segments, writes nothing" } : {},
    anytrue([for it in values(var.subscriptions) : it.push != null]) ? { push = "pushes segment changes to subscribers" } : {},
  )

  # An account in var.accounts is used; the others are made.
  accounts = {
    for name, purpose in local.account_purposes : name => var.accounts[name] == null ? {
      email  = google_service_account.main[name].email
      member = google_service_account.main[name].member
      name   = google_service_account.main[name].name
      } : {
      email  = var.accounts[name]
      member = "serviceAccount:${var.accounts[name]}"
      name   = "projects/-/serviceAccounts/${var.accounts[name]}"
    }
  }

  project = "projects/${var.project_id}"

  only_database = {
    title       = "segue_database"
    description = "Only the database with the users"
    expression  = "resource.name == \"${local.database_resource}\""
  }

  # On the project, because Google offers these roles nowhere else.
  project_grants = merge(
    {
      function_firestore = { condition = local.only_database, member = local.accounts["function"].member, on = local.project, role = "roles/datastore.user" }
      trigger            = { condition = null, member = local.accounts["trigger"].member, on = local.project, role = "roles/eventarc.eventReceiver" }
    },
    contains(keys(local.accounts), "reader") ? {
      reader_firestore = { condition = local.only_database, member = local.accounts["reader"].member, on = local.project, role = "roles/datastore.viewer" }
    } : {},
    var.grant_eventarc_agent ? {
      eventarc_agent = { condition = null, member = local.agents["eventarc"], on = local.project, role = "roles/eventarc.serviceAgent" }
    } : {},
  )

  # `on` is known before anything is made. The id is unknown while something is replaced under its name, so
  # that grants follow it.
  topic_grants = {
    agent_publishes_dead_letters = {
      member = local.agents["pubsub"]
      on     = "${local.project}/topics/${local.dead_letter_topic}"
      role   = "roles/pubsub.publisher"
      topic  = google_pubsub_topic.dead_letters.id
    }
    function_publishes_changes = {
      member = local.accounts["function"].member
      on     = local.topic_id
      role   = "roles/pubsub.publisher"
      topic  = google_pubsub_topic.changes.id
    }
    function_publishes_dead_letters = {
      member = local.accounts["function"].member
      on     = "${local.project}/topics/${local.dead_letter_topic}"
      role   = "roles/pubsub.publisher"
      topic  = google_pubsub_topic.dead_letters.id
    }
  }

  # To replay dead letters: see docs/runbook.md.
  subscription_grants = {
    function_takes_dead_letters = {
      member       = local.accounts["function"].member
      on           = "${local.project}/subscriptions/${local.dead_letter_topic}"
      role         = "roles/pubsub.subscriber"
      subscription = google_pubsub_subscription.dead_letters.id
    }
  }

  # Pub/Sub and Cloud Scheduler call with a token of the account that is let in.
  token_grants = {
    scheduler = { member = local.agents["cloudscheduler"], on = local.accounts["scheduler"].name, role = "roles/iam.serviceAccountOpenIdTokenCreator" }
    trigger   = { member = local.agents["pubsub"], on = local.accounts["trigger"].name, role = "roles/iam.serviceAccountOpenIdTokenCreator" }
  }

  # Who may call a function, from source and from an image.
  callers = merge(
    { "segment_user trigger" = { function = "segment_user", member = local.accounts["trigger"].member } },
    { "sweep scheduler" = { function = "sweep", member = local.accounts["scheduler"].member } },
    merge([
      for key, it in local.functions : { for member in it.callers : "${key} ${member}" => { function = key, member = member } }
    ]...),
  )
  services_id = "${local.project}/locations/${var.region}/services"
  caller_grants = merge(
    {
      for key, it in local.callers : "source ${key}" => {
        member  = it.member
        on      = "${local.services_id}/${local.source_names[it.function]}"
        role    = "roles/run.invoker"
        service = google_cloudfunctions2_function.main[it.function].service_config[0].service
      } if var.build_from_source
    },
    {
      for key, it in local.callers : "image ${key}" => {
        member  = it.member
        on      = "${local.services_id}/${local.service_names[it.function]}"
        role    = "roles/run.invoker"
        service = google_cloud_run_v2_service.main[it.function].id
      } if var.image != null
    },
  )

  # All grants, by Terraform or by another team, with a command for each.
  grants = concat(
    flatten([
      for command, grants in {
        "gcloud iam service-accounts" = local.token_grants
        "gcloud kms keys"             = local.key_grants
        "gcloud projects"             = local.project_grants
        "gcloud pubsub subscriptions" = local.subscription_grants
        "gcloud pubsub topics"        = local.topic_grants
        "gcloud run services"         = local.caller_grants
        "gcloud secrets"              = local.secret_grants
        } : [
        for it in values(grants) : {
          command   = "${command} add-iam-policy-binding ${contains(["gcloud iam service-accounts", "gcloud projects"], command) ? basename(it.on) : it.on}"
          condition = try(it.condition.expression, null)
          member    = it.member
          on        = it.on
          role      = it.role
        }
      ]
    ]),
    flatten([module.build[*].grants, module.backfill[*].grants, module.bigquery.grants, module.subscriptions.grants]),
  )
}

resource "google_service_account" "main" {
  for_each = { for name, purpose in local.account_purposes : name => purpose if var.accounts[name] == null }

  project      = var.project_id
  account_id   = "${local.segue}-${each.key}"
  display_name = "${local.title}: ${each.value}"

  depends_on = [google_project_service.main]
}

resource "google_project_iam_member" "main" {
  #checkov:skip=CKV_GCP_49:One member is Google's own agent, which has this role wherever Eventarc is used.
  for_each = { for key, it in local.project_grants : key => it if var.create_iam }

  project = var.project_id
  role    = each.value.role
  member  = each.value.member

  dynamic "condition" {
    for_each = each.value.condition == null ? [] : [each.value.condition]

    content {
      title       = condition.value.title
      description = condition.value.description
      expression  = condition.value.expression
    }
  }
}

resource "google_pubsub_topic_iam_member" "main" {
  for_each = { for key, it in local.topic_grants : key => it if var.create_iam }

  project = var.project_id
  topic   = each.value.topic
  role    = each.value.role
  member  = each.value.member
}

resource "google_pubsub_subscription_iam_member" "main" {
  for_each = { for key, it in local.subscription_grants : key => it if var.create_iam }

  project      = var.project_id
  subscription = each.value.subscription
  role         = each.value.role
  member       = each.value.member
}

resource "google_service_account_iam_member" "tokens" {
  for_each = { for key, it in local.token_grants : key => it if var.create_iam }

  service_account_id = each.value.on
  role               = each.value.role
  member             = each.value.member
}

resource "google_cloud_run_v2_service_iam_member" "caller" {
  for_each = { for key, it in local.caller_grants : key => it if var.create_iam }

  project  = var.project_id
  location = var.region
  name     = each.value.service
  role     = each.value.role
  member   = each.value.member
}

# A trigger that is made before its agent's role has spread is refused.
resource "time_sleep" "grants" {
  create_duration = "90s"

  depends_on = [
    google_project_iam_member.main,
    google_service_account_iam_member.tokens,
  ]
}
