terraform {
  required_version = ">= 1.9"

  required_providers {
    # For modules/build; named here, it can be mocked by a test.
    # tflint-ignore: terraform_unused_required_providers
    archive = {
      source  = "hashicorp/archive"
      version = ">= 2.7, < 3"
    }
    google = {
      source  = "hashicorp/google"
      version = ">= 7.45, < 8"
    }
    # For google_project_service_identity, which hashicorp/google lacks.
    google-beta = {
      source  = "hashicorp/google-beta"
      version = ">= 7.45, < 8"
    }
    time = {
      source  = "hashicorp/time"
      version = ">= 0.13, < 1"
    }
  }
}
