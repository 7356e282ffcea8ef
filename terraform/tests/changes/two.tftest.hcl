# Two Segues with the same subscribers in one project: no name of the one is a name of the other.
mock_provider "archive" {
  source          = "./tests/mocks/archive"
  override_during = plan
}

mock_provider "google" {
  override_during = plan

  mock_data "google_project" {
    defaults = { number = "123456789012" }
  }
}

mock_provider "google-beta" {
  override_during = plan
}

mock_provider "time" {}

variables {
  project_id = "acme-prod"
  alerts     = { emails = ["a@example.com"] }
  backfill   = { operators = ["group:data@example.com"] }
  functions = {
    find_members = { callers = ["group:support@example.com"] }
    sweep        = { callers = ["group:oncall@example.com"] }
  }
  rules_file = "tests/changes/rules.yaml"
  secrets    = { TOKEN = { secret = "token" } }
  subscriptions = {
    history  = { bigquery = {} }
    win-back = { push = { endpoint = "https://crm.example.com" }, max_delivery_attempts = 20 }
    worker   = { subscribers = ["group:crm@example.com"] }
  }
}

run "first" {
  command = plan
}

run "second" {
  command = plan

  # Two Segues with the same operators share the grants on the project.
  variables {
    backfill             = { operators = ["group:data-eu@example.com"] }
    database             = { create = false }
    grant_eventarc_agent = false
    name_prefix          = "eu"
  }
}

run "without_rights_on_the_project" {
  command = plan

  variables {
    create_iam  = false
    enable_apis = false
    image       = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    kms_keys    = { region = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/region" }
  }
}

run "with_rights_on_the_project" {
  command = plan

  variables {
    enable_apis = false
    image       = "europe-docker.pkg.dev/acme-prod/segue/segue@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    kms_keys    = { region = "projects/acme-keys/locations/us-central1/keyRings/main/cryptoKeys/region" }
  }
}
