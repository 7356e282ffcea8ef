# Who does what. An account of yours is used where `accounts` names one; the others are made.
locals {
  account_purposes = merge(
    {
      function  = "keeps segments and publishes their changes"
      scheduler = "calls the sweep"
      trigger   = "delivers Firestore's events to the function"
    },
    local.from_source ? { builder = "builds the functions from source" } : {},
    var.backfill == null ? {} : { backfill = "plans and backfills on Dataflow" },
    var.find_members == null ? {} : { reader = "reads segments, writes nothing" },
    length(local.push_subscriptions) == 0 ? {} : { push = "pushes segment changes to subscribers" },
  )

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
}

resource "google_service_account" "main" {
  for_each = { for name, purpose in local.account_purposes : name => purpose if var.accounts[name] == null }

  project      = var.project_id
  account_id   = "${local.segue}-${each.key}"
  display_name = "${local.title}: ${each.value}"

  depends_on = [google_project_service.main]
}

moved {
  from = google_service_account.builder
  to   = google_service_account.main["builder"]
}

moved {
  from = google_service_account.function
  to   = google_service_account.main["function"]
}

moved {
  from = google_service_account.push[0]
  to   = google_service_account.main["push"]
}

moved {
  from = google_service_account.reader[0]
  to   = google_service_account.main["reader"]
}

moved {
  from = google_service_account.scheduler
  to   = google_service_account.main["scheduler"]
}

moved {
  from = google_service_account.trigger
  to   = google_service_account.main["trigger"]
}
