// @bun
import{du}from"./s9.js";export{du as viewQuestions};
