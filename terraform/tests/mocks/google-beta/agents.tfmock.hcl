# Google's own agents in the project.

override_resource {
  target = google_project_service_identity.main["cloudscheduler"]
  values = {
    email  = "service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com"
    member = "serviceAccount:service-123456789012@gcp-sa-cloudscheduler.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_project_service_identity.main["eventarc"]
  values = {
    email  = "service-123456789012@gcp-sa-eventarc.iam.gserviceaccount.com"
    member = "serviceAccount:service-123456789012@gcp-sa-eventarc.iam.gserviceaccount.com"
  }
}

override_resource {
  target = google_project_service_identity.main["pubsub"]
  values = {
    email  = "service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
    member = "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com"
  }
}
