# Who Segue is to the endpoints it pushes to: let this account in there.
resource "google_service_account_iam_member" "push_tokens" {
  count = length(local.push_subscriptions) > 0 ? 1 : 0

  service_account_id = local.accounts["push"].name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.main["pubsub"].member
}
