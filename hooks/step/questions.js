// @bun
import{nl}from"./s46.js";export{nl as viewQuestions};
