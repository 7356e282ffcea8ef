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
  project_id   = "acme-prod"
  alerts       = { emails = ["a@example.com"] }
  backfill     = { operators = ["group:data@example.com"] }
  find_members = { readers = ["group:support@example.com"] }
  rules_file   = "../src/main/resources/segments.yaml"
  secrets      = { TOKEN = { secret = "token" } }
  sweep        = { operators = ["group:oncall@example.com"] }
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

  # Where both have the same operators, they share what those have on the project.
  variables {
    backfill             = { operators = ["group:data-eu@example.com"] }
    database             = { create = false }
    grant_eventarc_agent = false
    name_prefix          = "eu"
  }
}
