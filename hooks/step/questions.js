// @bun
import{sl}from"./s45.js";export{sl as viewQuestions};
