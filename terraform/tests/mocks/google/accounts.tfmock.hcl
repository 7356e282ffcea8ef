# Each account its own name, so that a grant to the wrong one shows.

override_resource {
  target = google_service_account.main["backfill"]
  values = {
    email  = "segue-backfill@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-backfill@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-backfill@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-backfill@acme-prod.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.main["builder"]
  values = {
    email  = "segue-builder@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-builder@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-builder@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-builder@acme-prod.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.main["function"]
  values = {
    email  = "segue-function@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-function@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-function@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-function@acme-prod.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.main["push"]
  values = {
    email  = "segue-push@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-push@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-push@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-push@acme-prod.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.main["reader"]
  values = {
    email  = "segue-reader@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-reader@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-reader@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-reader@acme-prod.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.main["scheduler"]
  values = {
    email  = "segue-scheduler@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-scheduler@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-scheduler@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-scheduler@acme-prod.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_service_account.main["trigger"]
  values = {
    email  = "segue-trigger@acme-prod.iam.gserviceaccount.com"
    id     = "projects/acme-prod/serviceAccounts/segue-trigger@acme-prod.iam.gserviceaccount.com"
    member = "serviceAccount:segue-trigger@acme-prod.iam.gserviceaccount.com"
    name   = "projects/acme-prod/serviceAccounts/segue-trigger@acme-prod.iam.gserviceaccount.com"
  }
}
