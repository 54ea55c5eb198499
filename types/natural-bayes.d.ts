/** The few parts of natural's Bayes classifier that the benchmark uses. */
export default class BayesClassifier {
  addDocument(text: string, label: string): void;
  train(): void;
  getClassifications(text: string): { label: string; value: number }[];
}
