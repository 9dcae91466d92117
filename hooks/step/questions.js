// @bun
import{Wc}from"./s18.js";export{Wc as viewQuestions};
