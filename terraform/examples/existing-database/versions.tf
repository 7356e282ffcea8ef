terraform {
  required_version = ">= 1.9"

  required_providers {
    archive = {
      source = "hashicorp/archive"
    }
    google = {
      source  = "hashicorp/google"
      version = "~> 7.40"
    }
    google-beta = {
      source  = "hashicorp/google-beta"
      version = "~> 7.40"
    }
    time = {
      source = "hashicorp/time"
    }
  }
}
